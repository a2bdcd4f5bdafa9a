import { Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

interface Props {
  readonly label: string;
  readonly value: string;
  /** Called when the field is left with another value. */
  readonly commit: (value: string) => void;
  /** Room for several lines. */
  readonly long?: boolean;
}

/** A text of the template: written back when the field is left, so that one change is one edit. */
export function EditText({ label, value, commit, long = false }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const leave = () => {
    if (typed !== value) commit(typed);
  };
  return long ? (
    <Textarea
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      autosize
      minRows={1}
      maxRows={12}
      spellCheck={false}
      styles={{ input: { fontFamily: "var(--db-mono)", fontSize: 13 } }}
    />
  ) : (
    <TextInput
      label={label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (event.key === "Enter") leave();
      }}
    />
  );
}
