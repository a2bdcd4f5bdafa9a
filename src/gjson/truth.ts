import { innerText, numberOf, type Value } from "./value.ts";

/** The words of Go's `strconv.ParseBool` in lower case. */
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ["1", true],
  ["t", true],
  ["true", true],
  ["0", false],
  ["f", false],
  ["false", false],
]);

/** Whether a value is like true or like false; `undefined` for values that are like neither. */
export function truthOf(value: Value): boolean | undefined {
  switch (value.type) {
    case "True":
      return true;
    case "False":
      return false;
    case "Number":
      return numberOf(value) !== 0;
    case "String":
      return WORDS.get(innerText(value).toLowerCase());
    case "Null":
    case "JSON":
      return undefined;
  }
}
