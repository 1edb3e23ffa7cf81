/** A file name as a title: without its ending, underscores as spaces. */
export function nameWithoutEnding(name: string): string {
  const bare = decodeName(name).replace(/\.[a-z][a-z0-9]{0,7}$/i, "");
  return bare.replace(/[_\s]+/g, " ").trim() || name;
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    // A name may hold a percent sign that encodes nothing.
    if (error instanceof URIError) return name;
    throw error;
  }
}
