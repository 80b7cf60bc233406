// What the process host tells of an instance's processes, as facts. They change no state of EC2's.
#include "services/ec2/ec2.hpp"

namespace spotdrill::ec2 {
namespace {

double seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

json::array described(const std::vector<OpenFile>& files) {
  json::array list;
  for (const OpenFile& file : files) {
    list.emplace_back(json::object{{"path", file.path},
                                   {"size", file.size},
                                   {"position", file.position},
                                   {"append", file.append},
                                   {"pid", file.pid},
                                   {"name", file.process}});
  }
  return list;
}

json::array described(const std::vector<ProcessState>& processes) {
  json::array list;
  for (const ProcessState& process : processes) {
    list.emplace_back(
        json::object{{"pid", process.pid},
                     {"parent", process.parent},
                     {"name", process.name},
                     {"caught", json::array(process.caught.begin(), process.caught.end())}});
  }
  return list;
}

std::string thing_key(std::string_view kind, std::string_view what) {
  return std::string{kind} + " " + std::string{what};
}

}  // namespace

void Ec2::user_data_ended(const std::string& id, ExitStatus status) {
  if (find_instance(id) == nullptr) return;
  Instance& instance = instances_.edit(id);
  (status.signalled ? instance.user_data_signal : instance.user_data_exit) = status.value;
  json::object details{{"instance-id", id}};
  details.emplace(status.signalled ? "signal" : "code", status.value);
  record(id, "user-data-ended", std::move(details));
}

void Ec2::processes_gone(const std::string& id, const WorkloadEnd& end) {
  const Instance* known = find_instance(id);
  // PID 1 tells every daemon that takes the instance up.
  if (known == nullptr || known->processes_gone) return;
  instances_.edit(id).processes_gone = true;
  json::object details{{"instance-id", id}, {"name", end.name}};
  details.emplace(end.last.signalled ? "signal" : "code", end.last.value);
  if (end.during_shutdown) details.emplace("during_shutdown", true);
  if (end.ago >= std::chrono::seconds{1}) details.emplace("seconds_ago", seconds(end.ago));
  record(id, "processes-gone", std::move(details));
}

void Ec2::remember_unavailable() {
  for (const Fact& fact : world_.journal.facts()) {
    if (fact.kind != "unavailable" || find_instance(fact.resource) == nullptr) continue;
    missed_[fact.resource].insert(
        thing_key(string_at(fact.details, "kind"), string_at(fact.details, "what")));
  }
}

void Ec2::unavailable(const std::string& id, const Unavailable& thing) {
  if (find_instance(id) == nullptr) return;
  std::set<std::string>& known = missed_[id];
  if (known.size() >= unavailable_things_max) return;
  if (!known.insert(thing_key(thing.kind, thing.what)).second) return;
  record(
      id, "unavailable",
      {{"instance-id", id}, {"kind", thing.kind}, {"what", thing.what}, {"detail", thing.detail}});
}

void Ec2::shutting_down(const std::string& id, const std::vector<ProcessState>& processes,
                        const std::vector<OpenFile>& files) {
  if (find_instance(id) == nullptr) return;
  record(
      id, "shutdown-processes",
      {{"instance-id", id}, {"processes", described(processes)}, {"open_files", described(files)}});
}

void Ec2::killed_after_grace(const std::string& id, const std::vector<OpenFile>& files) {
  if (find_instance(id) == nullptr) return;
  record(id, "processes-killed", {{"instance-id", id}, {"open_files", described(files)}});
}

}  // namespace spotdrill::ec2
