/**
 * Remembers the last answer of a function, and gives the same one while its arguments are the
 * same: an element that gets it is not drawn anew.
 */
export function lastCall<A extends readonly unknown[], R>(
  make: (...args: A) => R,
): (...args: A) => R {
  let known: { args: A; answer: R } | undefined;
  return (...args) => {
    if (!known || args.some((one, at) => one !== known?.args[at])) {
      known = { args, answer: make(...args) };
    }
    return known.answer;
  };
}
