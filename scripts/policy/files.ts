import { adml, admx } from './group-policy'
import { mobileConfig, policyExample, setupExample } from './examples'

/** What IT installs or begins with, by its path in the repository. */
export function policyFiles(): Readonly<Record<string, string>> {
  return {
    'resources/policy/otklik.admx': admx(),
    'resources/policy/ru-RU/otklik.adml': adml('ru'),
    'resources/policy/en-US/otklik.adml': adml('en'),
    'resources/policy/otklik.mobileconfig': mobileConfig(),
    'resources/policy/policy.example.json': policyExample(),
    'resources/policy/setup.example.json': setupExample(),
  }
}
