import { useEffect, useRef, type ReactNode } from 'react';
import { Anchor, Breadcrumbs, Group, Text, Title } from '@mantine/core';
import { Link } from 'wouter';

/** What a view is headed with. */
export interface PageProps {
  readonly title: string;
  /** Beside the title, such as a state. */
  readonly mark?: ReactNode;
  /** A line below the title. */
  readonly lead?: ReactNode;
  /** The views above this one. */
  readonly above?: readonly { readonly href: string; readonly title: string }[];
  /** Buttons at the right. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** A view: its title (also the tab's), the way to it, its buttons, its content. Screen readers begin at the title. */
export function Page({ title, mark, lead, above = [], tools, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Automations`;
  }, [title]);
  useEffect(() => {
    // Not on the first view of a visit: there the browser reads from the top.
    if (location.pathname !== arrival) moved = true;
    if (moved) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      {above.length > 0 && (
        <nav aria-label="Breadcrumb">
          <Breadcrumbs mb={4} fz="sm">
            {above.map((one) => (
              <Anchor key={one.href} component={Link} href={one.href} fz="sm">
                {one.title}
              </Anchor>
            ))}
            <Text fz="sm" lh={1.5} c="dimmed" truncate maw={360} aria-current="page">
              {title}
            </Text>
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <div style={{ minWidth: 0, flex: '1 1 300px' }}>
          <Group gap="sm">
            <Title order={1} ref={heading} tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {mark}
          </Group>
          {lead !== undefined && (
            <Text component="div" c="dimmed" fz="sm" mt={4}>
              {lead}
            </Text>
          )}
        </div>
        {tools !== undefined && <Group gap="xs">{tools}</Group>}
      </Group>
      {children}
    </>
  );
}

const arrival = location.pathname === '/' ? '/automations' : location.pathname;
let moved = false;
