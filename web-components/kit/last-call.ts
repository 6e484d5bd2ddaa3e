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

/** Gives the same list as before while its members are the same. */
export function lastList<A extends readonly unknown[], T>(
  make: (...args: A) => readonly T[],
): (...args: A) => readonly T[] {
  let known: readonly T[] = [];
  return (...args) => {
    const list = make(...args);
    const isSame = list.length === known.length && list.every((one, at) => one === known[at]);
    return isSame ? known : (known = list);
  };
}
