import type { i18n as I18n } from "i18next";

/**
 * Sentences of the server name a setting in brackets by its key, `(autoTicket.outcomes)`, as configuration and API do. Where
 * the page has words for the settings it says what the form of the features calls it.
 */
export function nameSettings(sentence: string, words: Pick<I18n, "exists" | "t">): string {
  return sentence.replace(/\(([a-z]\w*\.[a-z]\w*)\)/gi, (key, name: string) => {
    const word = `integrations:set.${name}`;
    return words.exists(word) ? `(“${words.t(word)}”)` : key;
  });
}
