const PAGE = 200;

/**
 * All objects of a list that comes in pages, one by one; a page is asked for when the one before has been used up.
 *
 * @param read answers up to `limit` objects from `offset` on
 */
export async function* eachOf<T extends { readonly id: string }>(
  read: (page: { limit: number; offset: number }) => Promise<readonly T[]>,
): AsyncGenerator<T, void, undefined> {
  // What is made or removed meanwhile moves the others to another page: none is given twice.
  const given = new Set<string>();
  for (let offset = 0; ; offset += PAGE) {
    const page = await read({ limit: PAGE, offset });
    for (const one of page) {
      if (given.has(one.id)) continue;
      given.add(one.id);
      yield one;
    }
    if (page.length < PAGE) return;
  }
}
