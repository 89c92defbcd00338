# cmake -DFILES=a.sql;b.sql -DOUTPUT=migrations.c -P embed.cmake: the numbered migrations as one C table.
set(bodies "")
set(rows "")
foreach(file IN LISTS FILES)
  get_filename_component(number ${file} NAME_WE)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," array "${hex}")
  string(APPEND bodies "static const char text_${number}[] = {${array}0};\n")
  math(EXPR version "1${number} - 1000")
  string(APPEND rows "    {${version}, text_${number}},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"storage/migrations.h\"\n\n${bodies}\n"
  "static const migration rows[] = {\n${rows}};\n\n"
  "const migration *migration_list(int *out_count)\n{\n    *out_count = (int)(sizeof rows / sizeof *rows);\n"
  "    return rows;\n}\n")
