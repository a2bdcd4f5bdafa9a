import type { i18n as I18n } from "i18next";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { createTranslate, type Translate } from "./server-words.ts";
import { nameSettings } from "./setting-names.ts";

let translate: Translate | undefined;
let isAsked = false;
const waiting = new Set<() => void>();

async function load(): Promise<void> {
  if (isAsked) return;
  isAsked = true;
  try {
    translate = createTranslate((await import("./server-words-th.ts")).CATALOGUE);
    for (const tell of waiting) tell();
  } catch {
    // The sentences stay in English; the next one that is shown asks again.
    isAsked = false;
  }
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell);
  return () => void waiting.delete(tell);
}

/** Gives a sentence in the page's language, or `undefined` where it is only there in English. */
function useTranslate(): Translate {
  const { i18n } = useTranslation();
  const isThai = i18n.language === "th";
  const thai = useSyncExternalStore(subscribe, () => translate);
  useEffect(() => {
    if (isThai) void load();
  }, [isThai]);
  return isThai ? (thai ?? untranslated) : asItIs;
}

const untranslated = () => undefined;
const asItIs = (sentence: string) => sentence;

/** Gives the sentence in the page's language, or `otherwise`, which is the sentence itself by default. */
type Say = (sentence: string, otherwise?: string) => string;

/**
 * For texts that become part of others, or attributes: a sentence of the server in the page's language; English when it is
 * not known in another. What it gives is the same function until the language changes or its words have come.
 */
export function useServerWords(): Say {
  const say = useTranslate();
  const { i18n } = useTranslation();
  return SAYERS.get(say) ?? makeSayer(say, i18n);
}

const SAYERS = new WeakMap<Translate, Say>();

function makeSayer(say: Translate, words: I18n): Say {
  const sayer: Say = (sentence, otherwise = sentence) => nameSettings(say(sentence) ?? otherwise, words);
  SAYERS.set(say, sayer);
  return sayer;
}

/** Shows a sentence of the server in the page's language; marked as English when it is not known in another. */
export function Said({ children }: { readonly children: string }) {
  const { i18n } = useTranslation();
  const said = useTranslate()(children);
  const shown = withHelp(nameSettings(said ?? children, i18n));
  if (said !== undefined || /\p{Script=Thai}/u.test(children)) return shown;
  return <span lang="en">{shown}</span>;
}

/** Where a sentence names a page of the documentation that the console has, it leads there. */
function withHelp(sentence: string): ReactNode {
  const pieces = sentence.split(/docs\/(connect\/[\w-]+)\.md/);
  if (pieces.length === 1) return sentence;
  return pieces.map((piece, at) =>
    at % 2 === 0 ? (
      piece
    ) : (
      <a key={piece} href={`/help/${piece}`} target="_blank" rel="noreferrer">
        {`docs/${piece}.md`}
      </a>
    ),
  );
}
