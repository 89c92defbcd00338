# Writes OUTPUT with the version and the commit, and only where it has changed. Run at each build.
execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --exclude=* OUTPUT_VARIABLE commit
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(commit)
  set(commit ", commit ${commit}")
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define LATHE_VERSION_TEXT \"lathe ${VERSION}${commit}\"\n")
