import { type MantineColorScheme, SegmentedControl, useMantineColorScheme, VisuallyHidden } from "@mantine/core";
import IconDeviceDesktop from "@tabler/icons-react/icons/IconDeviceDesktop";
import IconMoon from "@tabler/icons-react/icons/IconMoon";
import IconSun from "@tabler/icons-react/icons/IconSun";
import { useTranslation } from "react-i18next";
import { changeLanguage, LANGUAGES, type Language } from "../../shared/i18n.ts";
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
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles.appearance}>
      <SegmentedControl
        size="xs"
        aria-label={t("shell:language")}
        value={i18n.language}
        onChange={(language) => void changeLanguage(language as Language)}
        data={LANGUAGES.map((value) => ({ value, label: <span lang={value}>{NAMES[value]}</span> }))}
      />
      <SegmentedControl
        size="xs"
        aria-label={t("shell:colours")}
        value={colorScheme}
        onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
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
