import type { CommandNode, ListNode, Node, Operand, PipeNode, Statement } from "./node.ts";
import { quote } from "./quote.ts";

/**
 * Prints a piece of a template back as source. What is printed parses to the same tree; trim markers and comments are gone, since
 * their work is done.
 */
export function printNode(node: Node): string {
  switch (node.kind) {
    case "list":
      return printList(node);
    case "command":
      return printCommand(node);
    case "text":
    case "action":
    case "if":
    case "with":
    case "range":
    case "template":
    case "break":
    case "continue":
      return printStatement(node, "{{");
    default:
      return printOperand(node);
  }
}

/** A template with its definitions behind it. */
export function printTemplate(root: ListNode, definitions: Iterable<readonly [name: string, list: ListNode]>): string {
  let out = printList(root);
  for (const [name, list] of definitions) {
    out += `${opening(out)}define ${quote(name)}}}${printList(list)}`;
    out += `${opening(out)}end}}`;
  }
  return out;
}

/** `{{`, made safe behind a text that ends in a brace: `{` and `{{` would be read as `{{` and `{`. */
function opening(before: string): string {
  return before.endsWith("{") ? " {{- " : "{{";
}

function printList(list: ListNode): string {
  let out = "";
  for (const node of list.nodes) {
    if (node.kind === "text") {
      out += out.endsWith("{") && node.text.startsWith("{") ? ` {{- /**/}}${node.text}` : node.text;
    } else {
      out += printStatement(node, opening(out));
    }
  }
  return out;
}

function printStatement(node: Statement, open: string): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "action":
      return `${open}${printPipe(node.pipe)}}}`;
    case "break":
    case "continue":
      return `${open}${node.kind}}}`;
    case "template":
      return `${open}template ${quote(node.name)}${node.pipe ? ` ${printPipe(node.pipe)}` : ""}}}`;
    default: {
      let out = `${open}${node.kind} ${printPipe(node.pipe)}}}${printList(node.list)}`;
      if (node.otherwise) out += `${opening(out)}else}}${printList(node.otherwise)}`;
      return `${out}${opening(out)}end}}`;
    }
  }
}

function printPipe(pipe: PipeNode): string {
  const commands = pipe.commands.map(printCommand).join(" | ");
  if (pipe.variables.length === 0) return commands;
  const names = pipe.variables.map((variable) => variable.name).join(", ");
  return `${names} ${pipe.assigns ? "=" : ":="} ${commands}`;
}

function printCommand(command: CommandNode): string {
  return command.args.map((arg) => (arg.kind === "pipe" ? `(${printPipe(arg)})` : printOperand(arg))).join(" ");
}

function printOperand(node: Operand): string {
  switch (node.kind) {
    case "dot":
      return ".";
    case "nil":
      return "nil";
    case "bool":
      return String(node.value);
    case "string":
    case "number":
      return node.source;
    case "identifier":
      return node.name;
    case "field":
      return dotted(node.path);
    case "variable":
      return node.name + dotted(node.path);
    case "chain":
      return (node.base.kind === "pipe" ? `(${printPipe(node.base)})` : node.base.name) + dotted(node.path);
    case "pipe":
      return printPipe(node);
  }
}

function dotted(path: readonly string[]): string {
  return path.length === 0 ? "" : `.${path.join(".")}`;
}
