import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eef1ff',
  '#dce1fb',
  '#b6bff1',
  '#8e9be8',
  '#6c7ce0',
  '#5769dc',
  '#4c5fd5',
  '#3d4fbd',
  '#3546aa',
  '#293b96',
];

/** As light as Mantine's own, and as cool as the grounds of the page below. */
const dark: MantineColorsTuple = [
  '#c9ccd3',
  '#b8bcc6',
  '#828793',
  '#696e7a',
  '#3f444f',
  '#383d47',
  '#2b2f38',
  '#22252d',
  '#1c1f26',
  '#131519',
];

/** How the page looks. */
export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 6, dark: 5 },
  colors: { brand, dark },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem', lineHeight: '1.3' } } },
  components: {
    Tooltip: {
      defaultProps: { withArrow: true, openDelay: 300, events: { hover: true, focus: true, touch: true } },
    },
    Anchor: { defaultProps: { underline: 'hover' } },
  },
});

/** Quiet text has enough contrast on every ground that it stands on. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5c636b',
    '--mantine-color-error': '#c22a2a',
    '--mantine-color-body': '#fbfbfd',
    '--app-surface': '#ffffff',
    '--app-line': '#e4e6ec',
    '--app-ok': '#1b7a41',
    '--app-bad': '#c22a2a',
    '--app-wait': '#8a5a00',
    '--app-busy': '#2b5fc2',
    '--app-idle': '#5c636b',
  },
  dark: {
    '--mantine-color-dimmed': '#a3a9b3',
    '--mantine-color-error': '#ff8f8f',
    '--mantine-color-body': '#15171c',
    '--mantine-color-text': '#d9dce3',
    '--mantine-color-anchor': '#a5b2ff',
    '--app-surface': '#1c1f26',
    '--app-line': '#2e323b',
    '--app-ok': '#5fd08a',
    '--app-bad': '#ff8f8f',
    '--app-wait': '#f2c063',
    '--app-busy': '#8fb4ff',
    '--app-idle': '#a3a9b3',
  },
});
