/** Waits until something holds. Throws when it does not in time (ms). */
export async function until(holds: () => Promise<boolean>, patienceMs = 8000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("it did not come to be in time");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
