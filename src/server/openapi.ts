import { z } from "zod";
import { packageVersion } from "../package-root.ts";
import { type OwnRoute, ownRoutes } from "./own-routes.ts";

/** The description of our own routes (OpenAPI 3.1). */
export function openApiDocument(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of ownRoutes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) };
  return {
    openapi: "3.1.0",
    info: {
      title: "Exhibit",
      version: packageVersion(),
      description:
        "Routes of Exhibit's own. Beside them the server speaks the LangGraph API (/threads, /runs, /assistants), OpenAI's chat completions and responses (/v1) and the Model Context Protocol (/mcp), which their owners describe.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: "A refusal", content: json({ $ref: "#/components/schemas/Problem" }) } },
    },
  };
}

const problemSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: { code: { type: "string" }, message: { type: "string" } },
    },
  },
};

const json = (schema: object) => ({ "application/json": { schema } });

function operationOf({ path, summary, query, body, bytes, answer, status = 200, isOpen }: OwnRoute): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter(name ?? "", "path", { type: "string" }, true),
  );
  const parameters = [...inPath, ...(query ? queryParameters(query) : [])];
  const content = answer ? { [answer]: { schema: {} } } : json({ type: ["object", "array"] });
  return {
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: !body.isOptional(), content: json(schemaOf(body)) } } : {}),
    ...(bytes ? { requestBody: { required: true, content: { [bytes]: { schema: {} } } } } : {}),
    responses: {
      [status]: { description: summary, ...(status === 204 ? {} : { content }) },
      "4XX": { $ref: "#/components/responses/Problem" },
    },
    ...(isOpen ? { security: [] } : {}),
  };
}

function queryParameters(query: z.ZodObject): readonly object[] {
  return Object.entries(query.shape).map(([name, schema]) =>
    parameter(name, "query", schemaOf(schema as z.ZodType), !(schema as z.ZodType).isOptional()),
  );
}

const parameter = (name: string, place: "path" | "query", schema: object, required: boolean) => ({
  name,
  in: place,
  required,
  schema,
});

/** Of what may be sent, before defaults are filled in. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
}
