/** One function for each member of a union tagged by `type`; leaving one out does not compile. */
export type Handlers<Node extends { readonly type: string }, Context, Out> = {
  readonly [Type in Node["type"]]: (node: Extract<Node, { readonly type: Type }>, context: Context) => Out;
};

/**
 * Calls the handler of a node's type.
 *
 * Contract: an unknown type throws, it is never dropped silently.
 */
export function handle<Node extends { readonly type: string }, Context, Out>(
  handlers: Handlers<Node, Context, Out>,
  node: Node,
  context: Context,
): Out {
  // The one cast: TypeScript cannot tie a union's tag to its handler.
  const handler = handlers[node.type as Node["type"]] as ((node: Node, context: Context) => Out) | undefined;
  if (!handler) throw new TypeError(`Cannot handle unknown node \`${node.type}\``);
  return handler(node, context);
}
