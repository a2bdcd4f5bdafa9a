import { type MantineColorScheme, SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import IconDeviceDesktop from "@tabler/icons-react/icons/IconDeviceDesktop";
import IconMoon from "@tabler/icons-react/icons/IconMoon";
import IconSun from "@tabler/icons-react/icons/IconSun";
import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGES, type Language } from "../../shared/i18n.ts";
import { useKeepChoice } from "../session/session.ts";
import styles from "./shell.module.css";

const NAMES: Readonly<Record<Language, string>> = { en: "English", th: "ไทย" };
const SCHEMES = [
  ["light", IconSun],
  ["auto", IconDeviceDesktop],
  ["dark", IconMoon],
] as const;

/** Language and colours of the page. */
export function Appearance() {
  const { t, i18n } = useTranslation();
  // Mantine keeps transitions off by a style element, which the content policy does not let in.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const keep = useKeepChoice();
  return (
    <div className={styles.appearance}>
      <SegmentedControl
        size="xs"
        aria-label={t("shell:language")}
        value={i18n.language}
        onChange={(chosen) => {
          const language = chosen as Language;
          void changeLanguage(language);
          keep({ language });
        }}
        data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{NAMES[value]}</span> }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("shell:colours")}
        value={colorScheme}
        onChange={(chosen) => {
          const theme = chosen as MantineColorScheme;
          setColorScheme(theme);
          keep({ theme });
        }}
        data={SCHEMES.map(([value, Icon]) => ({
          value,
          label: (
            <span className={styles.scheme} title={t(`shell:scheme.${value}`)}>
              <Icon size={16} aria-hidden />
              <VisuallyHidden>{t(`shell:scheme.${value}`)}</VisuallyHidden>
            </span>
          ),
        }))}
      />
    </div>
  );
}
