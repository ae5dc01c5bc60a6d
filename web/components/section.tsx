import { useId, type ReactNode } from 'react';
import { Group, Title } from '@mantine/core';

/** A part of a view, on a ground of its own, that screen readers can jump to. */
export function Section({
  title,
  tools,
  padded = true,
  children,
}: {
  title: string;
  tools?: ReactNode;
  /** Whether the content keeps off the edge; lists do that themselves. */
  padded?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="surface" aria-labelledby={id} style={{ marginBottom: 16 }}>
      <Group justify="space-between" px="md" py={10} style={{ borderBottom: '1px solid var(--app-line)' }}>
        <Title order={2} fz={15} id={id}>
          {title}
        </Title>
        {tools}
      </Group>
      <div style={padded ? { padding: 16 } : {}}>{children}</div>
    </section>
  );
}
