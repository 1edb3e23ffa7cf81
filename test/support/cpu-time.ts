/**
 * Milliseconds of processor time that this process has used. Work that must not grow beyond bounds is measured by it,
 * because the clock on the wall also counts what the rest of the machine does.
 */
export function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
