/// <reference types="vite/client" />

// Icons are imported one by one from their own files, which come without types.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';
  const icon: Icon;
  export { icon as default };
}
