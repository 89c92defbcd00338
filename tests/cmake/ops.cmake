lathe_test(config_test SOURCES unit/config_test.c LINK lathe_config)
lathe_test(cli_options_test SOURCES unit/cli_options_test.c LINK lathe_cli)
