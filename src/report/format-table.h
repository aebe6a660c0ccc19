/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats of answers: FORMAT(ID, name of --format, end of a file name, form of the sheet). NULL: it is no
 * sheet; the table of contents has a function for it. A command that has a format of its own kind (a list, a
 * table of errors) shares name and end. */
FORMAT(TEXT, "text", ".txt", &text_form)
FORMAT(JSON, "json", ".json", NULL)
FORMAT(CSV, "csv", ".csv", NULL)
FORMAT(MARKDOWN, "markdown", ".md", &markdown_form)
FORMAT(HTML, "html", ".html", &html_form)
