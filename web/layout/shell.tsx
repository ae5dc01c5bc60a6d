import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { ActionIcon, AppShell, Burger, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useLocation } from 'wouter';
import { IconBolt, IconKeyboard, IconSearch } from '../components/icons.ts';
import { ColorSchemeButton } from './color-scheme-button.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { KeyButton } from './key-button.tsx';
import { NavLinks } from './nav-links.tsx';
import { ServerLine } from './server-line.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Keys = lazy(() => import('./keys.tsx').then((m) => ({ default: m.Keys })));
const Palette = lazy(() => import('./palette.tsx').then((m) => ({ default: m.Palette })));

/** What stands around every view: navigation, search, and what is said about the connection. */
export function Shell({ children }: { children: ReactNode }) {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [palette, setPalette] = useDisclosure(false);
  const [keys, setKeys] = useDisclosure(false);
  const [location] = useLocation();
  useShortcuts({ onPalette: setPalette.open, onKeys: setKeys.open });
  useEffect(close, [location, close]);
  return (
    <AppShell
      header={{ height: 54 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      padding={{ base: 'sm', sm: 'lg' }}
      transitionDuration={0}
    >
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <AppShell.Header bg="var(--app-surface)" style={{ borderColor: 'var(--app-line)' }}>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={menu}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={menu ? 'Close the menu' : 'Open the menu'}
              aria-expanded={menu}
            />
            <UnstyledButton component={Link} href="/automations" aria-label="Automations, home">
              <Group gap={8} wrap="nowrap">
                <IconBolt size={22} color="var(--mantine-primary-color-filled)" aria-hidden />
                <Text fw={700} fz={15}>
                  Automations
                </Text>
              </Group>
            </UnstyledButton>
          </Group>
          <Group gap={6} wrap="nowrap">
            <PaletteButton onClick={setPalette.open} />
            <Tooltip label="Keys">
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                onClick={setKeys.open}
                aria-label="Show the keys"
                visibleFrom="sm"
              >
                <IconKeyboard size={18} />
              </ActionIcon>
            </Tooltip>
            <KeyButton />
            <ColorSchemeButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        p="sm"
        bg="var(--app-surface)"
        style={{ borderColor: 'var(--app-line)' }}
        aria-label="Views"
      >
        <AppShell.Section grow>
          <NavLinks />
        </AppShell.Section>
        <AppShell.Section>
          <ServerLine />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <ConnectionNotice />
        <div className="page">{children}</div>
      </AppShell.Main>
      <Suspense fallback={null}>
        {palette && <Palette opened onClose={setPalette.close} />}
        {keys && <Keys opened onClose={setKeys.close} />}
      </Suspense>
    </AppShell>
  );
}

function PaletteButton({ onClick }: { onClick: () => void }) {
  return (
    <>
      <UnstyledButton onClick={onClick} visibleFrom="sm" className="surface" px="sm" py={5} w={220}>
        <Group justify="space-between" wrap="nowrap">
          <Group gap={8} wrap="nowrap">
            <IconSearch size={15} aria-hidden />
            <Text fz="sm" c="dimmed">
              Go to …
            </Text>
          </Group>
          <kbd>Ctrl K</kbd>
        </Group>
      </UnstyledButton>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        onClick={onClick}
        hiddenFrom="sm"
        aria-label="Go to a view or an automation"
      >
        <IconSearch size={18} />
      </ActionIcon>
    </>
  );
}
