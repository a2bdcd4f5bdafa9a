import { Link } from "@tanstack/react-router";
import { Children, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Block, Inline } from "../../../build/markdown.ts";
import { CopyButton } from "../../parts/copy-button.tsx";
import styles from "./help.module.css";

/** Parts of a page of the documentation as elements; its text is never taken for HTML. */
export function showBlocks(blocks: readonly Block[]): ReactNode {
  return Children.toArray(blocks.map(showBlock));
}

function showBlock(block: Block): ReactNode {
  switch (block.kind) {
    case "heading": {
      const Heading = block.level === 3 ? "h3" : "h2";
      return <Heading id={block.id}>{show(block.inner)}</Heading>;
    }
    case "paragraph":
      return <p>{show(block.inner)}</p>;
    case "code":
      return <Code text={block.text} />;
    case "list": {
      const List = block.isOrdered ? "ol" : "ul";
      return <List>{Children.toArray(block.items.map(showItem))}</List>;
    }
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
        <div className={styles.table} tabIndex={0}>
          <table>
            <thead>
              <tr>{Children.toArray(block.head.map(showHead))}</tr>
            </thead>
            <tbody>{Children.toArray(block.rows.map(showRow))}</tbody>
          </table>
        </div>
      );
  }
}

const showItem = (item: readonly Block[]) => <li>{showBlocks(item)}</li>;
const showHead = (cell: readonly Inline[]) => <th>{show(cell)}</th>;
const showCell = (cell: readonly Inline[]) => <td>{show(cell)}</td>;
const showRow = (row: readonly (readonly Inline[])[]) => <tr>{Children.toArray(row.map(showCell))}</tr>;

function Code({ text }: { readonly text: string }) {
  const { i18n } = useTranslation();
  return (
    <div className={styles.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <pre tabIndex={0}>{text}</pre>
      {/* The button's own words are in the page's language. */}
      <span lang={i18n.language} className={styles.copy}>
        <CopyButton text={text} />
      </span>
    </div>
  );
}

function show(pieces: readonly Inline[]): ReactNode {
  return Children.toArray(pieces.map(showPiece));
}

function showPiece(piece: Inline): ReactNode {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "code":
      return <code>{piece.text}</code>;
    case "strong":
      return <strong>{show(piece.inner)}</strong>;
    case "emphasis":
      return <em>{show(piece.inner)}</em>;
    case "link": {
      const [path = "", hash] = piece.to.split("#");
      return path.startsWith("/") ? (
        <Link to={path} {...(hash !== undefined && { hash })}>
          {show(piece.inner)}
        </Link>
      ) : (
        <a href={piece.to} target="_blank" rel="noreferrer">
          {show(piece.inner)}
        </a>
      );
    }
  }
}

/** The words alone. */
export function toText(pieces: readonly Inline[]): string {
  return pieces.map((piece) => ("inner" in piece ? toText(piece.inner) : piece.text)).join("");
}
