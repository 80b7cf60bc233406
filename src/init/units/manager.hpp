// The manager of an instance's units: what `systemctl` speaks to. One process, which PID 1 starts
// when it is first wanted; its services are its children, and so are their orphans.
#pragma once

#include <array>
#include <ctime>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "init/units/channel.hpp"
#include "init/units/format/crontab.hpp"
#include "init/units/listeners.hpp"
#include "init/units/load.hpp"
#include "init/units/path_watch.hpp"
#include "init/units/request.hpp"
#include "init/units/service.hpp"

namespace spotdrill::init::units {

class Manager {
 public:
  explicit Manager(Environment environment);

  /// Runs until PID 1 has gone, or everything is stopped and silent.
  void run(bool at_boot);

 private:
  struct Job {
    JobKind kind = JobKind::Start;
    bool then_start = false;
    bool running = false;
  };
  struct Client {
    int fd = -1;
    uid_t uid = 0;
    std::set<std::string> waits;
    std::set<std::string> waits_end;  ///< Units whose ends it waits for.
    std::array<int, 3> streams = no_streams;
    bool runs = false;       ///< Its code is that of the service that it had run.
    bool ends_with = false;  ///< What it had run is stopped when it goes.
    std::string verb;
    int code = 0;
    bool quiet = false;
    bool answered = false;
  };
  struct Stream {
    int fd = -1;
    std::string unit;
    std::string identifier;
    std::string pending;
    pid_t pid = 0;
    std::string cron_user;  ///< It is a job's of cron, of that user.
    bool printed = false;   ///< The job has said something.
  };
  /// What a path or a socket unit that is active holds.
  struct Trigger {
    std::unique_ptr<PathWatch> path;
    std::unique_ptr<Listeners> sockets;
    std::vector<Microseconds> fired;  ///< Lately.
    unsigned long accepted = 0;
  };
  /// What a timer of cron's or at's runs.
  struct Scheduled {
    CronEntry entry;
    std::string at_job = {};  ///< The file of a job of at's; empty: it is cron's.
    std::time_t due = 0;      ///< Of a job of at's.
    bool operator==(const Scheduled&) const = default;
  };
  using Verb = void (Manager::*)(Client&, const Request&);
  struct VerbEntry {
    const char* name;
    Verb run;
    bool changes;  ///< Root's only.
  };

  // manager.cpp: the loop.
  void wait_for_events();
  void reap();
  void hear_channel();
  void tell(Word word, pid_t pid = 0, int status = 0, const std::string& name = {});
  void tell_activity();
  void check_deadlines();
  void hear_notifications();
  [[nodiscard]] Microseconds next_deadline() const;
  bool prepare();

  // output.cpp
  void add_stream(const Runtime& runtime, int fd);
  bool read_stream(Stream& stream);
  void flush_lines(Stream& stream, bool all);
  void drain_streams();

  // jobs.cpp
  Runtime* find(const std::string& name);
  Runtime* load(const std::string& name, Loaded& state);
  bool enqueue_start(const std::string& name, Client* client);
  void enqueue_stop(const std::string& name, bool then_start);
  void settle_jobs();
  void begin(const std::string& name, Job& job);
  bool job_blocked(const std::string& name, const Job& job);
  void end_job(const std::string& name, const std::string& failure);
  void fail_dependents(const std::string& name);
  void draw_conclusions();
  void stop_everything();
  void name_unmet(const Unit& unit);
  bool refused_here(const std::string& name, Client* client);

  // timers.cpp
  void schedule(Runtime& timer);
  void fire_timers();

  // triggers.cpp
  void begin_trigger(Runtime& runtime);
  void fail_trigger(Runtime& runtime, const char* result);
  bool target_runs(const Runtime& trigger);
  void watch_path(Runtime& runtime, bool only_state);
  bool within_trigger_limit(Runtime& runtime);
  void set_off(Runtime& runtime);
  bool refresh_triggers();
  std::vector<std::pair<int, std::string>> trigger_descriptors();
  void hear_trigger(const std::string& name, int fd);
  void accept_connection(Runtime& socket, int listener);
  void forget_ended_connections();
  std::vector<PassedSocket> sockets_of(const Runtime& service);
  std::vector<std::string> triggers_of(const std::string& name);

  // cron.cpp
  void read_schedules(bool at_boot);
  std::map<std::string, Scheduled> wanted_schedules();
  void add_timer(const std::string& name, const Scheduled& scheduled);
  void run_scheduled(const std::string& name);
  void run_job_of_cron(const Scheduled& scheduled);
  /// One that no list shows, and that is forgotten at its end: ":cron:run:3.service".
  Unit unlisted_service(const char* of);
  void forget_ended_jobs();
  void log_cron(pid_t pid, const std::string& text);
  void take_cron_output(Stream& stream, const std::string& line);
  void tell_discarded(const Stream& stream);

  // cron_verbs.cpp
  std::string crontab_user(Client& client, const Request& request);
  void verb_crontab_list(Client& client, const Request& request);
  void verb_crontab_install(Client& client, const Request& request);
  void verb_crontab_remove(Client& client, const Request& request);
  void verb_at_add(Client& client, const Request& request);
  void verb_at_list(Client& client, const Request& request);
  void verb_at_remove(Client& client, const Request& request);

  // clients.cpp
  void accept_client();
  void hear_client(Client& client);
  void answer(Client& client, char kind, const std::string& text);
  void finish(Client& client);
  void finish_waiting();
  bool wait_over(Client& client);
  void forget_client(Client& client);
  void say_error(Client& client, const std::string& text);
  static const VerbEntry* find_verb(const std::string& name);

  // verbs.cpp, verbs_show.cpp, verbs_files.cpp
  void verb_start(Client& client, const Request& request);
  void verb_stop(Client& client, const Request& request);
  void verb_restart(Client& client, const Request& request);
  void verb_reload(Client& client, const Request& request);
  void verb_kill(Client& client, const Request& request);
  void verb_reset_failed(Client& client, const Request& request);
  void verb_daemon_reload(Client& client, const Request& request);
  void verb_run(Client& client, const Request& request);
  void verb_sudo(Client& client, const Request& request);
  void verb_nothing(Client& client, const Request& request);
  void verb_is_active(Client& client, const Request& request);
  void verb_is_failed(Client& client, const Request& request);
  void verb_is_running(Client& client, const Request& request);
  void verb_status(Client& client, const Request& request);
  void verb_show(Client& client, const Request& request);
  void verb_list(Client& client, const Request& request);
  void verb_list_timers(Client& client, const Request& request);
  void verb_list_sockets(Client& client, const Request& request);
  void verb_default(Client& client, const Request& request);
  void verb_is_enabled(Client& client, const Request& request);
  void verb_enable(Client& client, const Request& request);
  void verb_disable(Client& client, const Request& request);
  void verb_mask(Client& client, const Request& request);
  void verb_unmask(Client& client, const Request& request);
  void verb_cat(Client& client, const Request& request);
  void verb_list_files(Client& client, const Request& request);
  std::string status_text(Runtime& runtime);
  bool known(Client& client, const std::string& name, const char* to_do);

  DrillClock clock_;
  Journal journal_{clock_};
  Environment environment_;
  Services services_;
  std::map<std::string, Runtime> units_;
  std::map<std::string, Job> jobs_;
  std::map<std::string, Trigger> triggers_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::vector<Stream> streams_;
  std::map<std::string, Scheduled> scheduled_;  // By the name of its timer.
  unsigned long unlisted_ = 0;                  // For the names of their services.
  bool amazon_linux_ = false;
  Microseconds began_ = 0;
  int signals_ = -1;
  int notifications_ = -1;
  bool stopping_ = false;
  bool stopped_told_ = false;
  bool idle_told_ = false;
  bool channel_open_ = true;
};

/// `spotdrill-init manage-units [--boot]`. Returns an exit code.
int manage_units(bool at_boot);

}  // namespace spotdrill::init::units
