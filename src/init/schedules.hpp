// Where cron and at keep what is to be run when, and what of it is the instance's own: a host's own
// is not started in an instance. What is done with it is units/cron.cpp's.
#pragma once

#include <sys/stat.h>

#include <string>

#include "init/config.hpp"

namespace spotdrill::init {

inline constexpr const char* system_crontab = "/etc/crontab";
inline constexpr const char* cron_directory = "/etc/cron.d";
/// Users' crontabs, by their names: Debian's place, in which they are kept here, and Amazon
/// Linux's, which is read too.
inline constexpr const char* crontabs_directory = "/var/spool/cron/crontabs";
inline constexpr const char* other_crontabs_directory = "/var/spool/cron";
inline constexpr const char* at_jobs_directory = "/var/spool/cron/atjobs";
/// Directories of scripts that run once an hour, a day, a week, a month.
inline constexpr const char* cron_script_directories[] = {"/etc/cron.hourly", "/etc/cron.daily",
                                                          "/etc/cron.weekly", "/etc/cron.monthly"};

/// Makes the places, inside the instance's root. At a first boot without users' crontabs and jobs
/// of the host's.
void prepare_schedules(const Config& config);

/// Whether a file has been written since the first boot of this root volume.
class OwnFiles {
 public:
  OwnFiles();
  [[nodiscard]] bool contains(const struct stat& about) const;

 private:
  timespec since_{};
  bool known_ = false;
};

/// Whether the instance has any file that cron or at would heed.
bool has_schedule();

/// Tells of changes in those places: readable when there is one. -1: this computer has no more
/// such descriptors.
int watch_schedules();

/// Reads what it tells. False: only of other files.
bool schedule_changed(int watch);

}  // namespace spotdrill::init
