import { Said } from "../shared/said.tsx";

/** Says why something did not work; nothing when it did. */
export function Fault({ text }: { readonly text: string }) {
  return text ? (
    <p role="alert" className="desk-fault">
      <Said>{text}</Said>
    </p>
  ) : null;
}
