import { Code, Group } from "@mantine/core";
import { CopyButton } from "./copy-button.tsx";

/** A link, token or hash to be copied; it breaks where the screen ends. */
export function LongCode({ text, label }: { readonly text: string; readonly label?: string }) {
  return (
    <Group gap="xs">
      <Code style={{ overflowWrap: "anywhere", minWidth: 0 }}>{text}</Code>
      <CopyButton text={text} {...(label !== undefined && { label })} />
    </Group>
  );
}
