import type { ReactNode } from 'react';
import { Group } from '@mantine/core';

/** The fields above a list. */
export function FilterBar({ children }: { children: ReactNode }) {
  return (
    <Group gap="xs" p="sm" role="search" style={{ borderBottom: '1px solid var(--app-line)' }}>
      {children}
    </Group>
  );
}
