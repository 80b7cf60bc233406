// Fis: the Fault Injection Service of one region. It owns experiment templates and experiments, and
// carries experiments out: targets are resolved once, actions start as their predecessors end. An
// experiment is data; every step is an event that leaves it ready for the next, so that it survives
// a restart of the daemon.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engine/timers.hpp"
#include "engine/world.hpp"
#include "services/fis/records.hpp"
#include "store/table.hpp"

namespace spotdrill::ec2 {
class Ec2;
}

namespace spotdrill::fis {

struct Action;

/// Source: FIS User Guide, "Quotas and limitations for AWS Fault Injection Service".
struct Quotas {
  std::size_t templates = 500;
  std::size_t actions_per_template = 20;
  std::size_t parallel_actions = 10;
  std::size_t active_experiments = 5;
  std::size_t stop_conditions = 5;
  std::size_t targets_per_action = 5;  ///< Of an EC2 action, by tags.
};

/// How many experiments are kept; the oldest that are over go first.
// DEVIATION: AWS keeps them for 120 days, whatever their number.
inline constexpr std::size_t experiments_kept_max = 1000;

/// What an experiment or an action failed of.
struct Failure {
  std::string code;      ///< "InvalidTarget", …: ExperimentError::code.
  std::string location;  ///< Name of the target or action; may be empty.
  std::string reason;    ///< One sentence.
};

/// An IAM role, as far as targets are concerned.
struct Role {
  std::string arn;
  Tags tags;
};

/// What StartExperiment adds to a template.
struct Start {
  std::string client_token;
  bool skip_all = false;
  Tags tags;
};

/// The state of the alarm of this ARN; empty: there is none.
using AlarmState = std::function<std::string(std::string_view arn)>;

class Fis {
 public:
  /// Reads what `world.store` holds of the region, and goes on with every experiment that was not
  /// over. `world` and `ec2` outlive it. `roles` gives those of the account, `alarm_state` the
  /// states of CloudWatch's alarms; empty: there are none.
  Fis(World& world, Place place, ec2::Ec2& ec2, Quotas quotas = {},
      std::function<std::vector<Role>()> roles = {}, AlarmState alarm_state = {});
  ~Fis();
  Fis(const Fis&) = delete;
  Fis& operator=(const Fis&) = delete;

  [[nodiscard]] const Place& place() const { return place_; }
  [[nodiscard]] const Quotas& quotas() const { return quotas_; }
  [[nodiscard]] Instant now() const { return world_.clock.now(); }
  [[nodiscard]] IdSource& ids() { return world_.ids; }
  [[nodiscard]] Random& random() { return world_.random; }
  [[nodiscard]] ec2::Ec2& ec2() { return ec2_; }
  [[nodiscard]] std::vector<Role> roles() const { return roles_ ? roles_() : std::vector<Role>{}; }

  [[nodiscard]] Table<Template>& templates() { return templates_; }
  [[nodiscard]] const Table<Experiment>::Map& experiments() const { return experiments_.all(); }

  /// The template, or the experiment.
  /// Errors: ResourceNotFoundException.
  [[nodiscard]] Result<const Template*> find_template(std::string_view id) const;
  [[nodiscard]] Result<const Experiment*> find_experiment(std::string_view id) const;

  /// The experiment, to change its tags.
  Experiment& edit_experiment(std::string_view id) { return experiments_.edit(id); }

  /// "arn:aws:fis:REGION:ACCOUNT:experiment-template/EXT…", "…:experiment/EXP…", "…:action/ID".
  [[nodiscard]] std::string arn(std::string_view kind, std::string_view id) const;

  /// Makes an experiment of a template. It is initiating; its targets are resolved in a later
  /// event. Errors: ServiceQuotaExceededException.
  Result<const Experiment*> start(const Template& from, Start options);

  /// Stops an experiment that is not over: what runs is stopped, what waits is cancelled. It is
  /// stopping; a later event makes it stopped.
  void stop(const std::string& id);

  /// Says that an alarm's state has changed. Experiments that it is a stop condition of are halted
  /// when it is ALARM.
  void alarm_changed(std::string_view arn, std::string_view state);

  /// Errors: ValidationException (an alarm that does not exist).
  [[nodiscard]] Result<void> check_alarms(const Definition& definition) const;

 private:
  [[nodiscard]] bool in_alarm(const Definition& definition) const;
  void stop(const std::string& id, std::string_view reason);

  void resume(const Experiment& experiment);
  void arm(const Experiment& experiment);
  void begin(const std::string& id);
  void advance(const std::string& id);
  Result<void, Failure> start_action(Experiment& experiment, const std::string& name);
  void action_due(const std::string& id, const std::string& name);
  void end_action(Experiment& experiment, const std::string& name, Status status,
                  std::string reason);
  void halt_actions(Experiment& experiment);
  void fail(Experiment& experiment, const Failure& failure);
  void end(Experiment& experiment, Status status, std::string reason);
  void change(Experiment& experiment, Status status, std::string reason);
  void arm_action(const std::string& id, const std::string& name, Instant due);
  void forget_oldest();

  World& world_;
  Place place_;
  ec2::Ec2& ec2_;
  Quotas quotas_;
  std::function<std::vector<Role>()> roles_;
  AlarmState alarm_state_;
  Table<Template> templates_;
  Table<Experiment> experiments_;
  Timers timers_;  ///< Last: withdrawn before what the events touch goes.
};

}  // namespace spotdrill::fis

// Their bodies are in fis.cpp: they would cost every source that includes this half a second.
extern template class spotdrill::Table<spotdrill::fis::Template>;
extern template class spotdrill::Table<spotdrill::fis::Experiment>;
