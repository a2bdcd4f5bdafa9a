import i18next, { type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

export const LANGUAGES = ["en", "th"] as const;
export type Language = (typeof LANGUAGES)[number];
/** By area, as the files in `web/words/<language>/` are named. */
export type Words = Readonly<Record<string, ResourceKey>>;
type Loaders = Readonly<Record<Language, () => Promise<Words>>>;

const KEPT = "deskbell.language";
let loaders: Loaders | undefined;

/** Loads the words of the language that was chosen last, else of the browser's, and makes `useTranslation` work. */
export async function startI18n(words: Loaders): Promise<void> {
  loaders = words;
  const lng = readLanguage();
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: "en",
    resources: { en: await words.en(), ...(lng !== "en" && { [lng]: await words[lng]() }) },
    interpolation: { escapeValue: false },
    returnEmptyString: false,
  });
  document.documentElement.lang = lng;
}

/** Changes the language of the page, and of the next visit. */
export async function changeLanguage(language: Language): Promise<void> {
  const words = await loaders?.[language]();
  for (const [area, content] of Object.entries(words ?? {})) i18next.addResourceBundle(language, area, content);
  await i18next.changeLanguage(language);
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
}

function readLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  return LANGUAGES.find((one) => one === kept) ?? (navigator.language.startsWith("th") ? "th" : "en");
}
