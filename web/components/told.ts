import { notifications } from '@mantine/notifications';

/** Says that something was done. */
export function told(message: string): void {
  notifications.show({ message, color: 'teal', role: 'status', closeButtonProps: { 'aria-label': 'Close' } });
}

/** Says why something did not work, in the server's words. */
export function toldFailure(error: Error): void {
  notifications.show({
    title: 'This did not work',
    message: error.message,
    color: 'red',
    role: 'alert',
    autoClose: 12_000,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
