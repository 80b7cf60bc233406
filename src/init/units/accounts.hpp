// Users and groups by /etc/passwd and /etc/group: a static program has no other source.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace spotdrill::init::units {

struct Account {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
  std::string home = "/root";
  std::string shell = "/bin/sh";
};

/// By name or number.
std::optional<Account> find_account(std::string_view user);
std::optional<gid_t> find_group(std::string_view group);

/// The groups that a user is a member of, besides its own.
std::vector<gid_t> groups_of(std::string_view user);

}  // namespace spotdrill::init::units
