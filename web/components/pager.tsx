import { Group, Pagination, Text } from '@mantine/core';

/** Where one is in a list that the server pages; nothing when it fits on one page. */
export function Pager({
  page,
  size,
  total,
  onPage,
}: {
  /** From 1. */
  page: number;
  size: number;
  total: number;
  onPage: (page: number) => void;
}) {
  const from = total === 0 ? 0 : (page - 1) * size + 1;
  return (
    <Group justify="space-between" px="md" py="sm" style={{ borderTop: '1px solid var(--app-line)' }}>
      <Text fz="sm" c="dimmed" role="status">
        {total <= size
          ? `${total.toLocaleString()} in all`
          : `${from.toLocaleString()} to ${Math.min(total, page * size).toLocaleString()} of ${total.toLocaleString()}`}
      </Text>
      {total > size && (
        <Pagination
          size="sm"
          value={page}
          total={Math.ceil(total / size)}
          onChange={onPage}
          getControlProps={(control) => ({ 'aria-label': `${control} page` })}
          getItemProps={(item) => ({ 'aria-label': `Page ${item}` })}
        />
      )}
    </Group>
  );
}
