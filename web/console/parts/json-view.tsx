import { indentJson } from "../../shared/indent-json.ts";
import { CopyButton } from "./copy-button.tsx";
import styles from "./text-view.module.css";

/** JSON (or any text) as it was written, laid out, with a button that copies it. */
export function JsonView({ text, label }: { readonly text: string; readonly label: string }) {
  const shown = indentJson(text);
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <span>{label}</span>
        <CopyButton text={shown} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in, and a section of its own each would be a landmark. */}
      <div role="group" className={styles.scroll} tabIndex={0} aria-label={label}>
        <pre>{shown}</pre>
      </div>
    </div>
  );
}
