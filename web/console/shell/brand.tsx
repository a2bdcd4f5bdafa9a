import styles from "./shell.module.css";

/** The name with its bell. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <img src="/bell.svg" alt="" width={28} height={28} />
      Deskbell
    </span>
  );
}
