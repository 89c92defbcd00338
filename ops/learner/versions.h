/* versions.h: what a run's row says about the programs that made it. */
#ifndef LATHE_OPS_LEARNER_VERSIONS_H
#define LATHE_OPS_LEARNER_VERSIONS_H

enum { VERSIONS_TEXT = 512 };

/* The version of lathe, with the commit it was built from where that is known. Static storage. */
const char *versions_of_lathe(void);
/* One "name version" a line. */
void versions_of_libraries(char out[VERSIONS_TEXT]);

#endif
