// The host's own commands, and the words that they were called with: what wrappers ask and run.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init {

using Words = std::vector<std::string_view>;

/// What a command was called with, without its name.
Words words_of(int argc, char** argv);

/// As it was typed: "systemctl start x".
std::string joined(const char* name, const Words& words);

bool contains(std::initializer_list<std::string_view> list, std::string_view word);

/// The first word that is no option, as most of these commands have it; empty: none.
std::string_view verb_of(const Words& words);

/// Where the host has a command; empty: it has none.
std::string host_command(const char* name);

/// Runs the host's command and gives its exit code; where the host has none, `code`, having said
/// `otherwise`.
int run_host_command(const char* name, char** argv, const char* otherwise, int code);

}  // namespace spotdrill::init
