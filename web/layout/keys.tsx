import { Modal, Table } from '@mantine/core';

const keys: readonly (readonly [string, string])[] = [
  ['Ctrl K', 'Go to a view or an automation'],
  ['/', 'Search in this view'],
  ['?', 'Show this'],
  ['g a', 'Automations'],
  ['g e', 'Events'],
  ['g i', 'Incidents'],
  ['g r', 'Flow runs'],
  ['g d', 'Deployments'],
  ['g w', 'Work pools'],
  ['Esc', 'Close what is open'],
];

/** The keys that do something. */
export function Keys({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {keys.map(([key, effect]) => (
            <Table.Tr key={key}>
              <Table.Td w={100}>
                {key.split(' ').map((part) => (
                  <kbd key={part} style={{ marginRight: 4 }}>
                    {part}
                  </kbd>
                ))}
              </Table.Td>
              <Table.Td>{effect}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
