#include "services/states/states.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/assert.hpp"
#include "services/states/errors.hpp"
#include "services/states/executions.hpp"
#include "services/states/test_runs.hpp"

namespace spotdrill::states {
namespace {

/// More definitions than these are not kept ready.
constexpr std::size_t definitions_max = 256;

/// No name contains a colon.
std::string version_key(std::string_view machine, std::int64_t number) {
  return fmt::format("{}:{:010}", machine, number);
}

std::string alias_key(std::string_view machine, std::string_view name) {
  return fmt::format("{}:{}", machine, name);
}

/// The records whose keys begin with the state machine's name, in order of keys.
template <class Record>
std::vector<const Record*> records_of(const Table<Record>& table, std::string_view machine) {
  return table.with_prefix(fmt::format("{}:", machine));
}

/// The version that an execution through the alias gets.
std::int64_t choose_version(const std::vector<Route>& routing, Random& random) {
  if (routing.size() == 1) return routing.front().version;
  constexpr std::uint64_t percent = 100;
  auto left = static_cast<std::int64_t>(random.below(percent));
  for (const Route& route : routing) {
    left -= route.weight;
    if (left < 0) return route.version;
  }
  return routing.back().version;
}

}  // namespace

States::States(World& world, Place place, Duration settle_delay)
    : world_(world),
      place_(std::move(place)),
      settle_delay_(settle_delay),
      machines_(world.store, "states.machines", place_.region),
      revisions_(world.store, "states.revisions", place_.region),
      versions_(world.store, "states.versions", place_.region),
      aliases_(world.store, "states.aliases", place_.region),
      activities_(world.store, "states.activities", place_.region),
      timers_(world.scheduler) {
  for (const auto& [name, machine] : machines_.all()) {
    if (machine.status == "DELETING") schedule_delete(name);
  }
}

States::~States() = default;

std::string States::machine_arn(std::string_view name) const {
  return place_.arn("states", fmt::format("stateMachine:{}", name));
}

std::string States::version_arn(std::string_view machine, std::int64_t number) const {
  return fmt::format("{}:{}", machine_arn(machine), number);
}

std::string States::alias_arn(std::string_view machine, std::string_view alias) const {
  return fmt::format("{}:{}", machine_arn(machine), alias);
}

std::string States::activity_arn(std::string_view name) const {
  return place_.arn("states", fmt::format("activity:{}", name));
}

const StateMachineRecord* States::find_machine(const ResourceArn& arn) const {
  return arn.foreign ? nullptr : machines_.find(arn.name);
}

const RevisionRecord& States::current_revision(const StateMachineRecord& machine) const {
  const RevisionRecord* found = revisions_.find(machine.revision);
  ASSERT(found != nullptr);
  return *found;
}

const RevisionRecord& States::revise(const std::string& name, Configuration configuration) {
  StateMachineRecord& machine = machines_.edit(name);
  const std::string before = machine.revision;
  machine.revision = world_.ids.uuid();
  machine.updated = now();
  const RevisionRecord& made =
      revisions_.put(machine.revision, {.id = machine.revision,
                                        .machine = name,
                                        .initial = before.empty(),
                                        .type = machine.type,
                                        .configuration = std::move(configuration),
                                        .created = now()});
  if (!before.empty()) release(before);
  return made;
}

void States::release(const std::string& revision) {
  const RevisionRecord* record = revisions_.find(revision);
  if (record == nullptr) return;
  const StateMachineRecord* machine = machines_.find(record->machine);
  if (machine != nullptr && machine->revision == revision) return;
  if (std::ranges::any_of(versions(record->machine), [&](const StateMachineVersionRecord* version) {
        return version->revision == revision;
      })) {
    return;
  }
  if (uses_.revision && uses_.revision(revision)) return;
  definitions_.erase(revision);
  revisions_.erase(revision);
}

void States::begin_delete(const std::string& name) {
  for (const AliasRecord* alias : aliases(name)) aliases_.erase(alias_key(name, alias->name));
  for (const StateMachineVersionRecord* version : versions(name)) {
    erase_version(name, version->number);
  }
  machines_.edit(name).status = "DELETING";
  schedule_delete(name);
}

// "Deletes a state machine. This is an asynchronous operation."
// DEVIATION: AWS takes up to a minute for a state machine that nothing runs of.
void States::schedule_delete(const std::string& name) {
  timers_.set(name, now() + settle_delay_, [this, name] { finish_delete(name); });
}

void States::finish_delete(const std::string& name) {
  const StateMachineRecord* machine = machines_.find(name);
  if (machine == nullptr || machine->status != "DELETING") return;
  if (uses_.machine && uses_.machine(machine_arn(name))) return;
  timers_.cancel(name);
  const std::string revision = machine->revision;
  machines_.erase(name);
  release(revision);
}

const StateMachineVersionRecord* States::find_version(std::string_view machine,
                                                      std::int64_t number) const {
  return versions_.find(version_key(machine, number));
}

std::vector<const StateMachineVersionRecord*> States::versions(std::string_view machine) const {
  return records_of(versions_, machine);
}

const AliasRecord* States::find_alias(std::string_view machine, std::string_view name) const {
  return aliases_.find(alias_key(machine, name));
}

std::vector<const AliasRecord*> States::aliases(std::string_view machine) const {
  return records_of(aliases_, machine);
}

Result<const StateMachineVersionRecord*> States::publish(const std::string& machine,
                                                         std::string description) {
  const std::string revision = machines_.find(machine)->revision;
  const auto before = versions(machine);
  for (const StateMachineVersionRecord* version : before) {
    if (version->revision == revision) return version;
  }
  if (before.size() >= versions_max) return version_limit_exceeded();
  const std::int64_t number = machines_.edit(machine).next_version++;
  return &versions_.put(version_key(machine, number), {.machine = machine,
                                                       .number = number,
                                                       .revision = revision,
                                                       .description = std::move(description),
                                                       .created = now()});
}

void States::erase_version(std::string_view machine, std::int64_t number) {
  const StateMachineVersionRecord* version = find_version(machine, number);
  if (version == nullptr) return;
  const std::string revision = version->revision;
  versions_.erase(version_key(machine, number));
  release(revision);
}

void States::put_alias(AliasRecord alias) {
  std::string key = alias_key(alias.machine, alias.name);
  aliases_.put(std::move(key), std::move(alias));
}

void States::erase_alias(std::string_view machine, std::string_view name) {
  aliases_.erase(alias_key(machine, name));
}

Result<Target> States::resolve(std::string_view text) {
  const ResourceArn arn = TRY(read_machine_arn(text, place_));
  const StateMachineRecord* machine = find_machine(arn);
  if (machine == nullptr) return state_machine_does_not_exist(text);
  if (machine->status == "DELETING") return state_machine_deleting(text);

  Target target{.machine_arn = machine_arn(arn.name), .machine = machine};
  std::string revision = machine->revision;
  std::optional<std::int64_t> number = arn.version();
  if (!arn.qualifier.empty() && !number) {
    const AliasRecord* alias = find_alias(arn.name, arn.qualifier);
    if (alias == nullptr) return state_machine_does_not_exist(text);
    target.alias_arn = alias_arn(arn.name, arn.qualifier);
    number = choose_version(alias->routing, world_.random);
  }
  if (number) {
    const StateMachineVersionRecord* version = find_version(arn.name, *number);
    if (version == nullptr) return state_machine_does_not_exist(text);
    target.version_arn = version_arn(arn.name, *number);
    revision = version->revision;
  }
  target.revision = find_revision(revision);
  ASSERT(target.revision != nullptr);
  return target;
}

std::shared_ptr<const asl::StateMachine> States::definition(std::string_view revision) {
  const auto ready = definitions_.find(revision);
  if (ready != definitions_.end()) return ready->second;
  const RevisionRecord* record = find_revision(revision);
  if (record == nullptr) return nullptr;
  if (definitions_.size() >= definitions_max) definitions_.clear();
  auto parsed = asl::parse_definition(
      record->configuration.definition,
      record->type == "EXPRESS" ? asl::MachineType::Express : asl::MachineType::Standard);
  return definitions_[record->id] = std::move(parsed.machine);
}

void States::begin(const wire::Dispatcher& dispatcher) {
  executions_ = std::make_unique<Executions>(world_, *this, dispatcher);
  test_runs_ = std::make_unique<TestRuns>(world_, *this, dispatcher);
}

void States::dismiss() {
  executions().dismiss();
  test_runs().dismiss();
}

Executions& States::executions() {
  ASSERT(executions_ != nullptr);
  return *executions_;
}

TestRuns& States::test_runs() {
  ASSERT(test_runs_ != nullptr);
  return *test_runs_;
}

}  // namespace spotdrill::states

template class spotdrill::Table<spotdrill::states::StateMachineRecord>;
template class spotdrill::Table<spotdrill::states::RevisionRecord>;
template class spotdrill::Table<spotdrill::states::StateMachineVersionRecord>;
template class spotdrill::Table<spotdrill::states::AliasRecord>;
template class spotdrill::Table<spotdrill::states::ActivityRecord>;
