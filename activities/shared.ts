/**
 * Lets callers who ask for the same thing while it is being looked up share that look-up. Nothing is kept: whoever asks
 * after it has ended gets what is there then.
 *
 * @example const load = shared((id) => store.load(id)); // load('a') and load('a') in one go read once
 */
export function shared<T>(load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const loading = new Map<string, Promise<T>>();
  return (key) => {
    const known = loading.get(key);
    if (known) return known;
    const loaded = load(key).finally(() => loading.delete(key));
    loading.set(key, loaded);
    return loaded;
  };
}
