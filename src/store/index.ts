export { openStore } from './store.ts';
export type { Store, StoreOptions } from './store.ts';
