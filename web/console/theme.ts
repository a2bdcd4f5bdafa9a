import {
  type ConvertCSSVariablesInput,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** The one accent: from nearly white to nearly black. */
const bell: MantineColorsTuple = [
  "#e9f7f6",
  "#d3edeb",
  "#a6dbd7",
  "#79cbc5",
  "#5ccbc4",
  "#2f9a95",
  "#178482",
  "#0b6e6e",
  "#075858",
  "#054646",
];

/** Mantine's greys of dark pages, as the tokens have them: text, then lines, then grounds. */
const dark: MantineColorsTuple = [
  "#e4ecee",
  "#c8d3d7",
  "#9fb1b7",
  "#7b8c92",
  "#3d4d53",
  "#2a373c",
  "#1f292d",
  "#171f22",
  "#11181a",
  "#0f1517",
];

/** Mantine's names of colours, and the tokens that they stand for. */
const TOKENS: Readonly<Record<string, string>> = {
  bell: "accent",
  red: "bad",
  yellow: "wait",
  orange: "wait",
  green: "good",
  blue: "info",
};

// Mantine's own pairs of colours have too little contrast in places, and know nothing of the tokens.
const variantColorResolver: VariantColorsResolver = (input) => {
  const made = defaultVariantColorsResolver(input);
  const token = TOKENS[input.color ?? input.theme.primaryColor];
  if (token === undefined) return made;
  const colour = `var(--db-${token})`;
  const soft = `var(--db-${token}-soft)`;
  switch (input.variant) {
    case "filled":
      return {
        ...made,
        background: colour,
        hover: `color-mix(in oklab, ${colour}, var(--db-ink) 15%)`,
        color: "var(--db-on-accent)",
      };
    case "light":
      return { ...made, background: soft, hover: soft, color: colour };
    case "outline":
    case "subtle":
    case "transparent":
      return { ...made, color: colour };
    default:
      return made;
  }
};

/** A dialogue's head is a `header` element; the page has one banner, which is not this. */
const NO_BANNER = { header: { role: "presentation" } };

/** Mantine's theme; what both pages share is in `shared/theme/tokens.css`. */
export const theme = createTheme({
  colors: { bell, dark },
  primaryColor: "bell",
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver,
  fontFamily: "var(--db-font)",
  fontFamilyMonospace: "var(--db-mono)",
  headings: { fontFamily: "var(--db-font)", fontWeight: "650" },
  fontSizes: { xs: "0.78rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, attributes: NO_BANNER } },
    Drawer: { defaultProps: { attributes: NO_BANNER } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, openDelay: 250 } },
    Select: { defaultProps: { allowDeselect: false } },
  },
});

/** What of Mantine's variables comes from the tokens, so that greys and text have one source and enough contrast. */
export function resolveVariables(): ConvertCSSVariablesInput {
  const common = {
    "--mantine-color-body": "var(--db-card)",
    "--mantine-color-text": "var(--db-ink)",
    "--mantine-color-dimmed": "var(--db-soft)",
    "--mantine-color-placeholder": "var(--db-soft)",
    "--mantine-color-default": "var(--db-card)",
    "--mantine-color-default-hover": "var(--db-raised)",
    "--mantine-color-default-border": "var(--db-line-strong)",
    "--mantine-color-default-color": "var(--db-ink)",
    "--mantine-color-anchor": "var(--db-accent)",
    "--mantine-color-error": "var(--db-bad)",
  };
  return { variables: {}, light: common, dark: common };
}
