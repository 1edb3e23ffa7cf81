/** The worker in which PDF files are read: theirs, as a file of ours, so that the page's policy allows it. */
import "pdfjs-dist/build/pdf.worker.mjs";
