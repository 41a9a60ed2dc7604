#include "experiments/commands/command.h"

int main(int argc, char** argv) { return reprise::run_command_line({argv + 1, argv + argc}); }
