# The gnuplot programs in analysis/templates, made into C strings line by line, so that the program
# needs no file of the source tree at run time. Include it once, before or after the rooms.
file(GLOB template_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/analysis/templates/*.gp)
list(SORT template_files)
set(template_text "/* Made by analysis/templates.cmake from analysis/templates. */\n")
set(template_table "static const struct template_file template_files[] = {\n")
foreach(template_file ${template_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${template_file})
  get_filename_component(template_name ${template_file} NAME_WE)
  file(READ ${template_file} template_lines)
  string(REGEX REPLACE "^# SPDX[^\n]*\n" "" template_lines "${template_lines}")
  string(REPLACE "\\" "\\\\" template_lines "${template_lines}")
  string(REPLACE "\"" "\\\"" template_lines "${template_lines}")
  string(REPLACE "\n" "\\n\",\n    \"" template_lines "${template_lines}")
  string(APPEND template_text
    "static const char *const template_${template_name}[] = {\n    \"${template_lines}\", NULL};\n")
  string(APPEND template_table "    {\"${template_name}\", template_${template_name}},\n")
endforeach()
string(APPEND template_text "${template_table}};\n")
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/analysis/template_files.inc
  CONTENT "@template_text@" @ONLY)
