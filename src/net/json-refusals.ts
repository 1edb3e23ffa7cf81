/**
 * The system's `fetch`, except that every refusal is JSON: Ollama's client writes a line on stdout for each that is
 * not, and stdout belongs to what the program prints.
 */
export const fetchJsonRefusals: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (response.ok) return response;
  const text = await response.text();
  const { status, statusText, headers } = response;
  const isTold = /json/.test(headers.get("content-type") ?? "") && isJson(text);
  const body = isTold ? text : JSON.stringify({ error: text.slice(0, mostCharacters) || `HTTP ${status}` });
  const told = new Headers(headers);
  told.delete("content-encoding");
  told.delete("content-length");
  told.set("content-type", "application/json");
  return new Response(body, { status, statusText, headers: told });
};

const mostCharacters = 2_000;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
