import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../api/client.ts';
import { Answer } from '../components/answer.tsx';
import { Page } from '../components/page.tsx';
import type { Json } from '../editor/paths.ts';
import { BlockForm } from './form.tsx';

const above = [{ href: '/blocks', title: 'Blocks' }];

/** `/blocks/new`: which type. */
export function NewBlock() {
  const query = useQuery({
    queryKey: ['block-types'],
    queryFn: () => answer(api.POST('/block_types/filter', { body: {} })),
    staleTime: 60_000,
  });
  return (
    <Page title="New block" above={above} lead="What is to be reached?">
      <div className="surface">
        <Answer query={query}>
          {(types) => (
            <ul className="rows">
              {types.map(({ id, name, slug, description }) => (
                <li key={id} className="row">
                  <div className="row-main">
                    <Link href={`/blocks/new/${slug}`} className="row-title">
                      {name}
                    </Link>
                    <Text fz="sm" c="dimmed" lineClamp={2}>
                      {description}
                    </Text>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </Answer>
      </div>
    </Page>
  );
}

/** `/blocks/new/<slug>`: a block of that type. */
export function NewBlockOfType({ slug }: { slug: string }) {
  const query = useQuery({
    queryKey: ['block-types', slug],
    queryFn: async () => {
      const type = await answer(api.GET('/block_types/slug/{slug}', { params: { path: { slug } } }));
      const schemas = await answer(
        api.POST('/block_schemas/filter', {
          body: { block_schemas: { block_type_id: { any_: [type.id] } } },
        }),
      );
      const [schema] = schemas;
      if (schema === undefined) throw new Error('This type has no schema');
      return { type, schema };
    },
    staleTime: 60_000,
  });
  return (
    <Answer query={query}>
      {({ type, schema }) => (
        <Page
          title={`New block: ${type.name}`}
          above={[...above, { href: '/blocks/new', title: 'New block' }]}
          lead={type.description}
        >
          <BlockForm
            block={null}
            schema={{ id: schema.id, typeId: type.id, fields: schema.fields as Json }}
            initial={{ name: '', data: {} }}
          />
        </Page>
      )}
    </Answer>
  );
}
