/** The instant in milliseconds by the machine's steady clock, which all processes of the machine share. */
export function instantMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
