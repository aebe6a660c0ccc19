/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The formats of answers: FORMAT(ID, name of --format, end of a file name, function).
 * A command that has a format of its own kind (a list, a table of errors) shares name and end.
 */
FORMAT(TEXT, "text", ".txt", write_text)
FORMAT(JSON, "json", ".json", write_json)
FORMAT(CSV, "csv", ".csv", write_csv)
FORMAT(MARKDOWN, "markdown", ".md", report_markdown)
FORMAT(HTML, "html", ".html", report_html)
