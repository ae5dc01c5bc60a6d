import type { ReactNode } from 'react';
import { Center, Stack, Text } from '@mantine/core';
import type { Icon } from './icons.ts';

/** Nothing is there: says so, and in `children` what to do next. */
export function Empty({
  icon: Picture,
  title,
  children,
}: {
  icon: Icon;
  title: string;
  children?: ReactNode;
}) {
  return (
    <Center p="xl" mih={200}>
      <Stack align="center" gap="xs" maw={520}>
        <Picture size={34} stroke={1.4} color="var(--mantine-color-dimmed)" aria-hidden />
        <Text fw={600} ta="center">
          {title}
        </Text>
        <Text component="div" c="dimmed" fz="sm" ta="center">
          {children}
        </Text>
      </Stack>
    </Center>
  );
}
