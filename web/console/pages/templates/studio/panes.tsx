import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./studio.module.css";

const STEP = 2;
const LIMITS = { left: { min: 9, max: 24, start: 11.5 }, right: { min: 16, max: 44, start: 22 } } as const;
type Side = keyof typeof LIMITS;

/** Three panes side by side, whose borders are moved by pointer or arrow keys; on narrow screens they stand one below the other. */
export function Panes({
  left,
  middle,
  right,
}: {
  readonly left: ReactNode;
  readonly middle: ReactNode;
  readonly right: ReactNode;
}) {
  const { t } = useTranslation();
  const [sizes, setSizes] = useState<Record<Side, number>>({ left: LIMITS.left.start, right: LIMITS.right.start });
  const resize = (side: Side, size: number) => {
    const { min, max } = LIMITS[side];
    setSizes((before) => ({ ...before, [side]: Math.round(Math.min(max, Math.max(min, size)) * 4) / 4 }));
  };
  const divider = (side: Side, label: string) => (
    <Divider
      label={label}
      value={sizes[side]}
      limits={LIMITS[side]}
      move={(by) => resize(side, sizes[side] + (side === "left" ? by : -by))}
    />
  );
  const style = { "--left": `${sizes.left}rem`, "--right": `${sizes.right}rem` } as CSSProperties;
  return (
    <div className={styles.panes} style={style}>
      <section className={styles.pane} aria-label={t("templates:studio.tree")}>
        {left}
      </section>
      {divider("left", t("templates:studio.resizeTree"))}
      <section className={styles.middle} aria-label={t("templates:studio.text")}>
        {middle}
      </section>
      {divider("right", t("templates:studio.resizeTry"))}
      <section className={styles.pane} aria-label={t("templates:try.title")}>
        {right}
      </section>
    </div>
  );
}

interface DividerProps {
  readonly label: string;
  readonly value: number;
  readonly limits: { readonly min: number; readonly max: number };
  /** By so many rem to the right. */
  readonly move: (by: number) => void;
}

function Divider({ label, value, limits, move }: DividerProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    move(by);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event.movementX / 16);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is a separator, and no rule between texts.
    <div
      role="separator"
      className={styles.divider}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={value}
      aria-valuemin={limits.min}
      aria-valuemax={limits.max}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  );
}
