import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./data-table.module.css";
import { ErrorNotice } from "./error-notice.tsx";

/** One column of a {@link DataTable}. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: "end";
  /** Left out where the screen is narrow. */
  readonly wide?: boolean;
}

interface Props<Row> {
  /** What the table lists, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** Where a row leads; its first cell becomes the link, and the whole row can be clicked. */
  readonly rowLink?: (row: Row) => string;
  readonly error?: unknown;
  readonly retry?: () => void;
  /** What stands there when there is no row. */
  readonly empty: ReactNode;
  /** Where there are more rows. */
  readonly more?: { readonly load: () => void; readonly loading: boolean } | undefined;
}

/** A table that says when it loads, is empty or failed; the arrow keys go from row to row, Enter opens one. */
export function DataTable<Row>({ label, columns, rows, rowKey, rowLink, error, retry, empty, more }: Props<Row>) {
  const { t } = useTranslation();
  if (error && !rows) return <ErrorNotice error={error} {...(retry && { retry })} />;
  if (rows?.length === 0) return <div className={styles.frame}>{empty}</div>;
  const cellClass = ({ align, wide }: Column<Row>) =>
    [styles.cell, align === "end" && styles.end, wide && styles.wide].filter(Boolean).join(" ");
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label} aria-busy={rows === undefined} onKeyDown={goByArrows}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={cellClass(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows?.map((row) => (
            <tr key={rowKey(row)} className={rowLink ? styles.linked : undefined}>
              {columns.map((column, at) => (
                <td key={column.key} className={cellClass(column)}>
                  {rowLink && at === 0 ? (
                    <Link to={rowLink(row)} className={styles.link} data-row-link>
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
          {rows === undefined && <Waiting columns={columns.map(cellClass)} />}
        </tbody>
      </table>
      {more && (
        <div className={styles.more}>
          <Button variant="default" size="compact-md" onClick={more.load} loading={more.loading}>
            {t("common:showMore")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Waiting({ columns }: { readonly columns: readonly string[] }) {
  return ["a", "b", "c", "d"].map((row) => (
    <tr key={row}>
      {columns.map((className, at) => (
        <td key={`${row}${at === 0 ? "" : className}${String(at)}`} className={className}>
          <Skeleton height={12} my={5} width={at === 0 ? "70%" : "45%"} />
        </td>
      ))}
    </tr>
  ));
}

function goByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = links.indexOf(event.target as HTMLElement);
  if (step === 0 || at < 0) return;
  event.preventDefault();
  links[at + step]?.focus();
}
